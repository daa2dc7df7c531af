"""One address of every kind of page that readers see."""

PAGES = (
    "/",
    "/articles/",
    "/articles/article-1/",
    "/articles/article-4/v1/",
    "/articles/article-1/p5/",
    "/notes/2/",
    "/notes/2/history/",
    "/notes/2/cite/",
    "/topics/",
    "/topics/end-of-cold-war/",
    "/claims/cl01/",
    "/bibliography/",
    "/bibliography/dukes-legacy/",
    "/tags/end-of-cold-war/",
    "/about/",
    "/about/verdicts/",
    "/accounts/login/",
)
