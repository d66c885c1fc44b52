"""Parts of the manager's pages: import, people, store. What is personal stays in the session and on the page."""
