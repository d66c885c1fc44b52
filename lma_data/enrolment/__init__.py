"""Enrolment: from the exports that programme managers have to one clean cohort.

    bytes ── reading ──▶ Sheet ── recognise ──▶ Recognition ── extract ──▶ FileRead ── store ──▶ cohort ── report

`model` has the ideas that pass from one to the next, `fields` what is kept of a person, `intake` the whole way for a page
and for the command line. What is not a field is not kept.
"""
