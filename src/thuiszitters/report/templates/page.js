"use strict";
(() => {
  const words = WORDS;
  const kinds = ["section", "group"];
  // Sorting keeps every row below its heading: a body of the table is sorted inside itself, and
  // bodies that hold one characteristic change places below their section.
  const value = (row, column) => {
    const cell = row.cells[column];
    if (!cell || cell.dataset.value === undefined) return null;
    return Number(cell.dataset.value);
  };
  const best = (body, column) => {
    const values = [...body.rows].map((row) => value(row, column)).filter((x) => x !== null && x !== 1);
    return values.length ? Math.max(...values) : null;
  };
  const compare = (a, b, sign) => {
    if (a === null && b === null) return 0;
    if (a === null) return 1;
    if (b === null) return -1;
    return sign * (a - b);
  };
  const sorted = (items, key, sign) =>
    items.map((item, place) => [key(item), place, item])
      .sort((a, b) => compare(a[0], b[0], sign) || a[1] - b[1]).map((entry) => entry[2]);

  const sortTable = (table, column, sign) => {
    const bodies = [...table.tBodies];
    const groups = [[]];
    for (const body of bodies) {
      if (body.rows[0] && body.rows[0].classList.contains("section") && groups[groups.length - 1].length) groups.push([]);
      groups[groups.length - 1].push(body);
    }
    for (const group of groups) {
      const first = group[0].rows[0].classList.contains("section") && group.length > 1 ? group.slice(0, 1) : [];
      const rest = group.slice(first.length);
      const order = rest.length > 1 ? sorted(rest, (body) => best(body, column), sign) : rest;
      if (rest.length === 1) {
        const rows = [...rest[0].rows];
        const heads = rows.filter((row) => kinds.some((kind) => row.classList.contains(kind)));
        const plain = rows.filter((row) => !heads.includes(row));
        rest[0].append(...heads, ...sorted(plain, (row) => value(row, column), sign));
      }
      for (const body of [...first, ...order]) table.append(body);
    }
  };

  for (const table of document.querySelectorAll("table.numbers")) {
    const heads = [...table.querySelectorAll("thead th.number")];
    const start = table.tHead.rows[0].cells[0].rowSpan > 1;
    const plain = start ? [...table.tHead.rows[0].cells].filter((cell) => cell.rowSpan > 1) : [];
    heads.forEach((head) => {
      const lower = head.parentElement !== table.tHead.rows[0];
      const column = lower ? plain.length + [...head.parentElement.cells].indexOf(head)
        : [...head.parentElement.cells].indexOf(head);
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.title = words.sort;
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "descending";
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "ascending" : "descending");
        sortTable(table, column, down ? 1 : -1);
      });
    });
  }

  const tip = document.querySelector(".tip");
  const show = (text) => { tip.textContent = text; tip.hidden = false; };
  const hide = () => { tip.hidden = true; };
  for (const data of document.querySelectorAll("script.rows")) {
    const figure = data.closest("figure");
    const svg = figure.querySelector("svg");
    // With rows one can step through, the figure is a group and no longer a single image.
    svg.setAttribute("role", "group");
    for (const [name, text] of Object.entries(JSON.parse(data.textContent))) {
      const spot = document.getElementById(name);
      if (!spot) continue;
      spot.classList.add("row-spot");
      spot.setAttribute("tabindex", "0");
      spot.setAttribute("role", "img");
      spot.setAttribute("aria-label", text);
      for (const event of ["mouseenter", "focus"]) spot.addEventListener(event, () => show(text));
      for (const event of ["mouseleave", "blur"]) spot.addEventListener(event, hide);
    }
  }
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
})();
