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

  // A table in groups keeps the order of its plan; only flat tables are sorted.
  const flat = (table) => !table.querySelector("tr.group, tr.section") && !table.classList.contains("card-rows");
  for (const table of [...document.querySelectorAll("table.numbers")].filter(flat)) {
    const heads = [...table.querySelectorAll("thead th.number")];
    const start = table.tHead.rows[0].cells[0].rowSpan > 1;
    const plain = start ? [...table.tHead.rows[0].cells].filter((cell) => cell.rowSpan > 1) : [];
    heads.forEach((head) => {
      const lower = head.parentElement !== table.tHead.rows[0];
      const column = lower ? plain.length + [...head.parentElement.cells].indexOf(head)
        : [...head.parentElement.cells].indexOf(head);
      const small = ["p", "P", "q"].includes(head.textContent.trim());
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.title = words.sort;
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const now = head.getAttribute("aria-sort");
        const first = small ? "ascending" : "descending";
        const next = now === first ? (small ? "descending" : "ascending") : first;
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", next);
        sortTable(table, column, next === "ascending" ? 1 : -1);
      });
    });
  }

  // The contents are folded on a phone and open beside the text.
  const fold = document.querySelector(".contents-fold");
  if (fold && window.matchMedia("(min-width: 66rem)").matches) fold.open = true;

  // What a reader takes away is made here, from the page itself: nothing is fetched.
  const colours = COLOURS;
  const save = (name, blob) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };
  const bar = (place, name, entries) => {
    const made = document.createElement("div");
    made.className = "take";
    made.setAttribute("role", "group");
    made.setAttribute("aria-label", `${words.take}: ${name}`);
    for (const [text, action] of entries) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = text;
      button.setAttribute("aria-label", `${text}: ${name}`);
      button.addEventListener("click", action);
      made.append(button);
    }
    place.append(made);
  };
  // A cell over several rows or columns stands in the first of its places; the others stay empty.
  const grid = (table) => {
    const rows = [...table.rows].map(() => []);
    [...table.rows].forEach((row, y) => {
      let x = 0;
      for (const cell of row.cells) {
        while (rows[y][x] !== undefined) x += 1;
        const copy = cell.cloneNode(true);
        copy.querySelectorAll("sup").forEach((mark) => mark.remove());
        for (const line of rows.slice(y, y + cell.rowSpan)) {
          for (let column = x; column < x + cell.colSpan; column += 1) line[column] = "";
        }
        rows[y][x] = copy.textContent.trim();
        x += cell.colSpan;
      }
    });
    return rows;
  };
  const quoted = (text) => (/[",;\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  for (const block of document.querySelectorAll(".table-block")) {
    const table = block.querySelector("table");
    const name = table.caption.textContent;
    const copy = async () => {
      const plain = grid(table).map((row) => row.join("\t")).join("\n");
      const rich = new Blob([table.outerHTML], { type: "text/html" });
      try {
        await navigator.clipboard.write([new ClipboardItem({ "text/html": rich, "text/plain": new Blob([plain], { type: "text/plain" }) })]);
      } catch {
        const range = document.createRange();
        range.selectNode(table);
        getSelection().removeAllRanges();
        getSelection().addRange(range);
        document.execCommand("copy");
      }
      show(words.copied);
      setTimeout(hide, 2000);
    };
    const csv = () => {
      const lines = grid(table).map((row) => row.map(quoted).join(";")).join("\r\n");
      save(`${block.id}.csv`, new Blob(["\ufeff", lines], { type: "text/csv" }));
    };
    bar(block, name, [[words.copy, copy], [words.csv, csv]]);
  }
  const standalone = (svg) => {
    const copy = svg.cloneNode(true);
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
    copy.setAttribute("width", width);
    copy.setAttribute("height", height);
    let text = new XMLSerializer().serializeToString(copy);
    for (const [variable, colour] of Object.entries(colours)) text = text.replaceAll(`var(${variable})`, colour);
    return [text, width, height];
  };
  for (const figure of document.querySelectorAll("main figure")) {
    const picture = figure.querySelector("svg, img");
    const name = figure.querySelector("figcaption strong").textContent;
    if (picture.tagName === "IMG") {
      bar(figure, name, [[words.png, () => {
        const link = document.createElement("a");
        link.href = picture.src;
        link.download = `${figure.id}.png`;
        link.click();
      }]]);
      continue;
    }
    const svg = () => save(`${figure.id}.svg`, new Blob([standalone(picture)[0]], { type: "image/svg+xml" }));
    const png = () => {
      const [text, width, height] = standalone(picture);
      const image = new Image();
      image.onload = () => {
        const canvas = document.createElement("canvas");
        const scale = 300 / 72;
        canvas.width = width * scale;
        canvas.height = height * scale;
        const paper = canvas.getContext("2d");
        paper.fillStyle = "#ffffff";
        paper.fillRect(0, 0, canvas.width, canvas.height);
        paper.drawImage(image, 0, 0, canvas.width, canvas.height);
        canvas.toBlob((blob) => save(`${figure.id}.png`, blob));
      };
      image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
    };
    bar(figure, name, [[words.svg, svg], [words.png, png]]);
  }

  const tip = document.querySelector(".tip");
  const show = (text) => { tip.textContent = text; tip.hidden = false; };
  const hide = () => { tip.hidden = true; };
  for (const data of document.querySelectorAll("script.rows")) {
    const figure = data.closest("figure");
    const svg = figure.querySelector("svg");
    // With rows one can step through, the figure is a group and no longer a single image.
    svg.setAttribute("role", "group");
    const spots = [];
    for (const [name, text] of Object.entries(JSON.parse(data.textContent))) {
      const spot = document.getElementById(name);
      if (!spot) continue;
      spot.classList.add("row-spot");
      spot.setAttribute("tabindex", spots.length ? "-1" : "0");
      spot.setAttribute("role", "img");
      spot.setAttribute("aria-label", text);
      for (const event of ["mouseenter", "focus"]) spot.addEventListener(event, () => show(text));
      for (const event of ["mouseleave", "blur"]) spot.addEventListener(event, hide);
      spots.push(spot);
    }
    // One stop for the tab key; arrows go from row to row.
    spots.forEach((spot, place) => spot.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1, ArrowRight: 1, ArrowLeft: -1 }[event.key];
      const next = step && spots[place + step];
      if (!next) return;
      event.preventDefault();
      spot.setAttribute("tabindex", "-1");
      next.setAttribute("tabindex", "0");
      next.focus();
    }));
  }
  for (const tool of document.querySelectorAll("[data-tool=squares]")) {
    const [risk, ratio] = tool.querySelectorAll("input");
    const pair = tool.querySelector(".squares-pair");
    const said = tool.querySelector(".squares-result");
    const text = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 2 });
    const drawing = (filled) => {
      const cells = [];
      for (let i = 0; i < 100; i += 1) {
        const fill = i < filled ? "var(--accent)" : "var(--paper)";
        cells.push(`<rect x="${(i % 10) * 10 + 0.8}" y="${Math.floor(i / 10) * 10 + 0.8}" width="8.4" height="8.4" fill="${fill}" stroke="var(--soft)" stroke-width="0.6"/>`);
      }
      return `<svg viewBox="0 0 100 100">${cells.join("")}</svg>`;
    };
    const update = () => {
      const base = Number(risk.value) / 100;
      const factor = 1.1 ** Number(ratio.value);
      const odds = (base / (1 - base)) * factor;
      const after = (100 * odds) / (1 + odds);
      const values = { risk: risk.value, ratio: text.format(factor), after: String(Math.round(after)) };
      said.textContent = said.dataset.text.replace(/\[(\w+)\]/g, (_, key) => values[key]);
      risk.setAttribute("aria-valuetext", `${risk.value} / 100`);
      ratio.setAttribute("aria-valuetext", values.ratio);
      pair.innerHTML = drawing(Number(risk.value)) + drawing(Math.round(after));
    };
    risk.addEventListener("input", update);
    ratio.addEventListener("input", update);
    update();
  }
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
})();
