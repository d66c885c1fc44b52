"""What a manager can set for a cohort: the names under which the store keeps it (`Cohort.settings`), and what stands there.

All of it is plain JSON, sealed by the store; people stand in it as ids only, as a whole text, so that erasing a person takes
them out and a new key renames them (enrolment/settings.py). What is not there is not set.
"""

TARGETS = "targets"  # {dimension: {category: per cent}}, at least; cohort/targets.py
CEILINGS = "ceilings"  # the same, at most
PLACES = "places"  # how many the edition has
SELECTION = "selection"  # the what-if: {"in": [person], "out": [person], "chosen": how many}; cohort/selection.py
OFFER = "offer"  # [elective as `course.Elective`]; in place of what the course's file offers; cohort/offer.py
ELECTIVES = "electives"  # {"each": places of a person, "areas": of so many areas at the least}; cohort/electives.py
ASSIGNMENT = "assignment"  # {person: [id of an elective]}, the best first
ASSIGNMENT_MADE = "assignment-made"  # how that was made, and on what; cohort/assigning.py
TEAMS = "teams"  # options, teams, pins, sets, and what was changed by hand: `Teams.json`; cohort/teams.py
MERGES = "merges"  # {dimension: [category]}, shown together in releases; cohort/release_plan.py
RELEASE = "release"  # {"crossed": [[dimension, dimension]]}: the tables by two dimensions
