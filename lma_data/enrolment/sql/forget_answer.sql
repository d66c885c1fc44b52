-- Forgets an answer that was remembered. Parameter: $question.
DELETE FROM analysis.answer WHERE question = $question
