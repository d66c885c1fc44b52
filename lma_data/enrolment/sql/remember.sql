-- An answer; a later one to the same question replaces it. Parameters: $question, $option.
DELETE FROM analysis.answer WHERE question = $question;
INSERT INTO analysis.answer (question, option) VALUES ($question, $option)
