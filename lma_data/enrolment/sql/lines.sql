-- Rows that count, and whom they speak of. Columns: source, row, person.
SELECT source, row, person FROM subject
