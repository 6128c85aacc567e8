/* The place in the list. When the same view of it is drawn anew, with articles that have come in or
   were folded above, what one looks at stays where it is and the focus stays on its article.

   Gradio keeps the rows by their number, so the browser alone would keep the place of a number. What
   is pointed at or focused stays first of all, else the topmost row in sight. */
window.newsPlace = (() => {
  "use strict";

  const STEP = 24;  // pixels: less than any row is high
  const articleOf = (row) => row.querySelector(".tick").dataset.article;

  function follow(element, watch) {
    const column = document.getElementById("library");
    let seen = new Map();  // article in sight -> where its row is on the screen, topmost first
    let minded = null;  // the article that was pointed at or focused last
    let focused = null;  // { article, do } of the button that has the focus
    let view = null;

    const where = (row) => row.getBoundingClientRect().top;

    function look() {
      seen = new Map();
      const { left, width, top, bottom } = column.getBoundingClientRect();
      // A list that is seen from its beginning stays at its beginning.
      if (element.getBoundingClientRect().top >= top) return;
      for (let y = top + 1; y < bottom; y += STEP) {
        const row = document.elementFromPoint(left + width / 2, y)?.closest("#shelf .row");
        if (row) seen.set(articleOf(row), where(row));
      }
    }

    function keepPlace() {
      const rows = new Map([...element.querySelectorAll(".row")].map((row) => [articleOf(row), row]));
      const stays = [minded, ...seen.keys()].find((article) => seen.has(article) && rows.get(article)?.checkVisibility());
      if (!stays) return;
      const row = rows.get(stays), before = seen.get(stays);
      const put = () => { column.scrollTop += where(row) - before; };
      put();
      // Rows that come into sight by this take their true height, which was guessed so far.
      requestAnimationFrame(() => requestAnimationFrame(put));
    }

    function keepFocus() {
      const active = document.activeElement;
      const isMoved = element.contains(active) ? active.dataset.article !== focused?.article : active === document.body;
      if (!focused || !isMoved) return;
      const button = element.querySelector(`[data-do="${focused.do}"][data-article="${focused.article}"]`);
      if (!button) return;
      const folded = button.closest(".copies:not([open])");
      (folded?.querySelector("summary") ?? button).focus({ preventScroll: true });
    }

    watch("value", () => {
      const drawn = element.querySelector(".shelf")?.dataset.view;
      if (drawn !== undefined && drawn === view) {
        keepPlace();
        keepFocus();
      }
      view = drawn;
      requestAnimationFrame(look);
    });
    column.addEventListener("scroll", () => requestAnimationFrame(look), { passive: true });
    element.addEventListener("toggle", look, true);
    const mind = ({ target }) => {
      const row = target.closest(".row");
      if (row) minded = articleOf(row);
    };
    element.addEventListener("pointerover", mind);
    element.addEventListener("focusin", (event) => {
      mind(event);
      focused = event.target.dataset.article ? { ...event.target.dataset } : null;
    });
    element.addEventListener("focusout", ({ target }) => { if (target.isConnected) focused = null; });
  }

  return { follow };
})();
