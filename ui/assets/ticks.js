/* The ticks of the list: kept here by the article's id, whatever the list is drawn like.

   A tick is seen at once and told to the server; meanwhile a list may come in that was drawn before
   the server knew of it. So every click has a number and brings all clicks that no list has shown
   yet (`pending`); every list says by which click it was drawn (`data-heard`), and the clicks after
   that one are set again. */
window.newsTicks = (() => {
  "use strict";

  let clicks = 0;
  let revision = 0;
  const pending = new Map();  // article -> { checked, click }
  const drawn = new Map();  // article -> as in the newest list

  /* Note a click on a box; return what to tell the server. */
  function click(box) {
    const checked = box.getAttribute("aria-checked") !== "true";
    clicks += 1;
    pending.set(box.dataset.article, { checked, click: clicks });
    box.setAttribute("aria-checked", String(checked));
    return { number: clicks, clicks: [...pending].map(([article, each]) => [article, each.checked]) };
  }

  /* All boxes are about to be set or cleared by the server: it alone knows now. */
  function yieldToServer() {
    pending.clear();
  }

  /* Set the boxes of a list that has just been drawn; one drawn earlier may come in later. */
  function paint(element) {
    const list = element.querySelector(".shelf");
    const boxes = list?.querySelectorAll(".tick") ?? [];
    if (list && Number(list.dataset.revision) > revision) {
      revision = Number(list.dataset.revision);
      drawn.clear();
      for (const box of boxes) drawn.set(box.dataset.article, box.getAttribute("aria-checked") === "true");
      for (const [article, each] of pending) {
        if (each.click <= Number(list.dataset.heard)) pending.delete(article);
      }
    }
    for (const box of boxes) {
      const checked = pending.get(box.dataset.article)?.checked ?? drawn.get(box.dataset.article);
      if (checked !== undefined) box.setAttribute("aria-checked", String(checked));
    }
  }

  return { click, paint, yieldToServer };
})();
