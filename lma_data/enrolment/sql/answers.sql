-- Answers that are remembered.
SELECT question, option FROM analysis.answer ORDER BY question
