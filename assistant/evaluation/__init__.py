"""Measure the assistant on questions, summaries and statements whose answers are known.

``assistant eval SET.jsonl`` runs every row through the pipeline that users get and prints one
table; with ``--json`` the same figures as a JSON object. A set is a file of JSON objects, one a
line. A row's fields say what it is, and a file may mix them:

============== =================================================================================
a question     ``{"id", "question", "answers", "context", "title"}``: several answers may be
               right, and ``[]`` says that the articles don't answer. ``context`` is the article
               it was asked about and ``title`` that article's title. Without a context the
               articles come with ``--corpus`` or ``--library``, and a title names the right one.
a search       ``{"id", "query"}``, with ``--qrels`` for what should be found.
a summary      ``{"id", "title", "article", "summary"}``.
statements     ``{"id", "title", "text", "statements": [{"speaker", "said"}]}``: everything that
               anybody says in the article, in its own words.
``--corpus``   ``{"id", "title", "text"}``, perhaps with an ISO ``date``: more articles to look in.
``--qrels``    ``{"query_id", "doc_id", "relevance"}``: which documents of the corpus answer which
               question; 0 is not relevant.
============== =================================================================================

Your own questions on your own articles, already in a library::

    {"question": "Where did the talks take place?", "answers": ["Geneva"], "title": "Talks end"}
    {"question": "Who paid for the flights?", "answers": []}

    assistant --library mine eval questions.jsonl

``--library FOLDER`` is the library that is asked; what the set and the corpus bring goes into it
and stays, so that a second run need not embed it again. Without it the articles go into a library
that is gone afterwards.

What the figures are: `retrieval`, where the right article is among those found; `answers`, SQuAD's
exact match and F1, with the passage given to the reader and in open retrieval over everything in
the library, a refusal counting as wrong; `refusal`, over the answerable and the unanswerable
questions each (in open retrieval another article may well answer what its own does not);
`citations` and `summaries`, among them whether names, numbers, dates and quotations are in
the cited words, and ROUGE beside that of the article's first three sentences; `statements`. The
intervals are 95 % bootstraps. ``--chart FILE.svg`` draws risk against coverage: what refusing
more would cost and gain; a dot marks the present threshold.
"""
