"""The desk: the pages and answers that editors work with, each a plain function behind the admin's sign-in."""
