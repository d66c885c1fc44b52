-- Numbers of rows in their files. Columns: source, row, number.
SELECT DISTINCT source, row, number FROM subject
