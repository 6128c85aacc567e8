/* The ticks of the list: kept here by the article's id, whatever the list is drawn like.

   A tick is seen at once and told to the server; meanwhile a list may come in that was drawn before
   the server knew of it. So every click has a number and brings all clicks that no list has shown
   yet (`pending`); every list says by which click it was drawn (`data-heard`), and the clicks after
   that one are set again.

   Near-duplicates are folded behind the first of them (`.group`). Folded, a row stands for all of
   them: its box ticks them all, its cross removes them all. Unfolded, each stands for itself. */
window.newsTicks = (() => {
  "use strict";

  let clicks = 0;
  let revision = 0;
  const pending = new Map();  // article -> { checked, click }
  const drawn = new Map();  // article -> as in the newest list
  const unfolded = new Set();  // the first articles of groups

  const isTicked = (box) => pending.get(box.dataset.article)?.checked ?? drawn.get(box.dataset.article) ?? false;
  const copiesOf = (row) => (row.parentElement.matches(".group") ? row.nextElementSibling : null);

  /* The boxes of the articles that a row stands for. */
  function boxesOf(row) {
    const folded = copiesOf(row)?.open === false;
    return [...(folded ? row.parentElement : row).querySelectorAll(".tick")];
  }
  const articlesOf = (button) => boxesOf(button.closest(".row")).map((box) => box.dataset.article);

  /* Note a click on a box; return what to tell the server. */
  function click(box) {
    const checked = !boxesOf(box.closest(".row")).every(isTicked);
    clicks += 1;
    for (const article of articlesOf(box)) pending.set(article, { checked, click: clicks });
    show(box.closest(".shelf"));
    return { number: clicks, clicks: [...pending].map(([article, each]) => [article, each.checked]) };
  }

  /* All boxes are about to be set or cleared by the server: it alone knows now. */
  function yieldToServer() {
    pending.clear();
  }

  /* Set the boxes of a list that has just been drawn; one drawn earlier may come in later. */
  function paint(list) {
    if (Number(list.dataset.revision) > revision) {
      revision = Number(list.dataset.revision);
      drawn.clear();
      for (const box of list.querySelectorAll(".tick")) drawn.set(box.dataset.article, box.getAttribute("aria-checked") === "true");
      for (const [article, each] of pending) {
        if (each.click <= Number(list.dataset.heard)) pending.delete(article);
      }
    }
    for (const copies of list.querySelectorAll(".copies")) copies.open = unfolded.has(firstOf(copies));
    show(list);
  }

  const firstOf = (copies) => copies.parentElement.querySelector(".tick").dataset.article;

  function show(list) {
    for (const row of list.querySelectorAll(".row")) {
      const boxes = boxesOf(row);
      const ticked = boxes.filter(isTicked).length;
      const state = ticked === boxes.length ? "true" : ticked ? "mixed" : "false";
      row.querySelector(".tick").setAttribute("aria-checked", state);
      for (const button of row.querySelectorAll("[data-folded]")) {
        const name = boxes.length > 1 ? button.dataset.folded : button.dataset.alone;
        button.setAttribute("aria-label", name);
        if (button.title) button.title = name;
      }
    }
  }

  function follow(element, watch) {
    watch("value", () => {
      const list = element.querySelector(".shelf");
      if (list) paint(list);
    });
    element.addEventListener("toggle", ({ target }) => {
      if (target.open) unfolded.add(firstOf(target));
      else unfolded.delete(firstOf(target));
      const list = element.querySelector(".shelf");  // it may be gone by now
      if (list) show(list);
    }, true);
  }

  /* What is ticked outlives a loading of the page: listed or not, as the server says it. */
  const KEPT = "news-assistant:ticked";
  function keep(tools) {
    try {
      sessionStorage.setItem(KEPT, tools.querySelector("[data-ticked]")?.dataset.ticked ?? "");
    } catch {
      // No room for so many, or storing is not allowed: only a reload loses them.
    }
  }
  const recall = () => sessionStorage.getItem(KEPT) ?? "";

  return { click, articlesOf, follow, yieldToServer, keep, recall };
})();
