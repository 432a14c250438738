/**
 * All questions: filters that live in the URL, a random question, and the chosen set for going on from card to card.
 *
 * The list in the page is the data. It is read once and taken out of the page, a filter looks at these records alone, and at
 * most MOST rows show until more are asked for: so the page stays fast however many questions there are. Without this script
 * the whole list stands, by category and service.
 */
(() => {
  "use strict";

  const MOST = 100; // rows of a list
  const KEPT = 1000; // questions of a set
  const SELECTS = ["service", "topic"];
  const NAMES = [...SELECTS, "level", "kind"];
  const PARAMETERS = [...NAMES, "text"];

  const form = document.querySelector(".index-tools");
  const index = document.querySelector(".question-index");
  const hits = document.querySelector(".index-hits");
  const none = document.querySelector(".index-none");
  const calling = readNames();

  /** By name, in lower case: expressions for the other names of the same thing. */
  function readNames() {
    const others = new Map();
    for (const names of JSON.parse(index.dataset.names)) {
      const said = names.map(textFilter.asWord);
      names.forEach((name, at) => others.set(name, [...(others.get(name) ?? []), ...said.filter((_, other) => other !== at)]));
    }
    return (name) => others.get(name) ?? [];
  }

  /** A section of the page with the records of its questions, which leave the page. */
  function readSection(details) {
    const section = {
      details,
      id: details.id,
      title: details.querySelector("summary span").textContent,
      topics: JSON.parse(details.dataset.topics),
    };
    section.records = [...details.querySelectorAll("li")].map((row) => {
      const level = row.lastElementChild.textContent.toLowerCase();
      const topics = row.dataset.topics.split(" ");
      const prompt = row.firstElementChild.textContent.toLowerCase();
      const said = [prompt, section.title, level, row.dataset.kind, ...topics.map((topic) => section.topics[topic])];
      row.remove();
      return { row, section, service: [section.id], topic: topics, level: [level], kind: [row.dataset.kind], prompt, text: said.join(" ").toLowerCase() };
    });
    return section;
  }

  function chosenIn() {
    const data = new FormData(form);
    const chosen = Object.fromEntries(NAMES.map((name) => [name, data.getAll(name).flatMap((value) => value.split(",").filter(Boolean))]));
    return { ...chosen, text: textFilter.words(data.get("text")) };
  }

  /** Whether a text has every word, or what is called so; or what all words together are the name of. */
  function says(text, words) {
    const named = (name) => calling(name).some((other) => other.test(text));
    return words.every((typed) => typed.in(text) || named(typed.word)) || named(words.map(({ word }) => word).join(" "));
  }

  /** Whether a record meets what is chosen: any of a filter's values, every filter, and every word. */
  function matches(record, chosen) {
    return (
      NAMES.every((name) => !chosen[name].length || chosen[name].some((value) => record[name].includes(value))) &&
      says(record.text, chosen.text)
    );
  }

  /** Questions that say the words themselves before those whose topic or service does; else they keep their order. */
  function ranked(records, words) {
    const first = new Set(words.length ? records.filter(({ prompt }) => says(prompt, words)) : records);
    return [...first, ...records.filter((record) => !first.has(record))];
  }

  /** Rows of a list from number `start` on, and a button for more of them. */
  function fill(list, records, start, rowOf) {
    const rows = records.slice(start, start + MOST).map(rowOf);
    if (start) list.append(...rows);
    else list.replaceChildren(...rows);
    const rest = records.length - start - rows.length;
    if (rest < 1) return;
    const item = document.createElement("li");
    const more = document.createElement("button");
    more.type = "button";
    more.textContent = `Show ${Math.min(rest, MOST)} more of ${records.length}`;
    more.onclick = () => {
      item.remove();
      fill(list, records, start + MOST, rowOf);
      list.children[start + MOST].querySelector("a").focus();
    };
    item.append(more);
    list.append(item);
  }

  const plain = (record) => record.row;

  function withSection(record) {
    const row = record.row.cloneNode(true);
    const name = document.createElement("small");
    name.textContent = record.section.title;
    row.append(" ", name);
    return row;
  }

  /** What has found nothing, and what may find more. */
  function sayNone(chosen) {
    const has = { text: chosen.text.length > 0, filters: NAMES.some((name) => chosen[name].length) };
    for (const part of none.children) {
      const { with: wanted, without } = part.dataset;
      part.hidden = wanted ? !has[wanted] : has[without];
    }
    none.querySelector("span").textContent = form.elements.text.value.trim();
  }

  /** The search of the header, asked for what no title has. */
  function searchAnswers() {
    const field = document.querySelector("dialog.search input");
    field.value = form.elements.text.value.trim();
    document.querySelector(".search-open").click();
    field.dispatchEvent(new Event("input", { bubbles: true })); // what was opened before looks only at what is typed
  }

  function linkOf(record) {
    return record.row.querySelector("a");
  }

  /** Keep the questions that were found, so that their cards can lead from one to the next. */
  function keep(records, at) {
    const start = Math.max(0, Math.min(at - KEPT / 2, records.length - KEPT));
    const items = records.slice(start, start + KEPT).map((record) => [linkOf(record).href, linkOf(record).textContent]);
    try {
      sessionStorage.setItem("guide.set", JSON.stringify({ list: location.href, start, total: records.length, items }));
    } catch {
      // No storage, or none left: the cards lead through their own page.
    }
  }

  /** The records in another order, each order being as likely as any (Fisher and Yates). */
  function shuffled(records) {
    const all = [...records];
    for (let last = all.length - 1; last > 0; last--) {
      const other = Math.floor(Math.random() * (last + 1));
      [all[last], all[other]] = [all[other], all[last]];
    }
    return all;
  }

  function mount() {
    const sections = [...index.querySelectorAll("details")].map(readSection);
    const all = sections.flatMap((section) => section.records);
    let found = all;
    let timer = 0;

    /** The topics of the chosen services. A name that means different things in several is shown as it is. */
    function offerTopics() {
      const { service } = chosenIn();
      const select = form.elements.topic;
      const titles = new Map();
      for (const section of sections) {
        if (service.length && !service.includes(section.id)) continue;
        for (const [id, title] of Object.entries(section.topics)) {
          const plainName = id[0].toUpperCase() + id.slice(1).replaceAll("-", " ");
          titles.set(id, titles.has(id) && titles.get(id) !== title ? plainName : title);
        }
      }
      const options = [...titles].sort(([, one], [, other]) => one.localeCompare(other)).map(([id, title]) => new Option(title, id));
      const { value } = select;
      select.replaceChildren(select.options[0], ...options);
      select.value = titles.has(value) ? value : "";
    }

    function show() {
      const chosen = chosenIn();
      const filtered = PARAMETERS.some((name) => chosen[name].length);
      found = ranked(filtered ? all.filter((record) => matches(record, chosen)) : all, chosen.text);
      form.querySelector("output").value = filtered ? `${found.length} of ${all.length} questions` : `${all.length} questions`;
      form.elements.random.disabled = !found.length;
      hits.hidden = !filtered;
      none.hidden = found.length > 0;
      if (!found.length) sayNone(chosen);
      index.hidden = filtered;
      if (filtered) fill(hits, found, 0, withSection);
      else hits.replaceChildren();
    }

    /** Choose what the address names; the rest stays, for somebody may have begun to type or to choose. */
    function readUrl() {
      const parameters = new URL(location.href).searchParams;
      if (parameters.has("text")) form.elements.text.value = parameters.get("text");
      for (const name of NAMES) {
        if (name === "topic") offerTopics();
        if (!parameters.has(name)) continue;
        const value = parameters.get(name);
        const field = form.elements[name];
        if (SELECTS.includes(name)) {
          field.value = value;
          if (value && field.value !== value) field.add(new Option(value.replaceAll(",", ", "), value, true, true));
        } else {
          for (const box of form.querySelectorAll(`input[name="${name}"]`)) box.checked = value.split(",").includes(box.value);
        }
      }
    }

    function writeUrl() {
      clearTimeout(timer);
      const url = new URL(location.href);
      const data = new FormData(form);
      for (const name of PARAMETERS) {
        const value = data.getAll(name).join(",").trim();
        url.searchParams.delete(name); // and again in the same order: one choice, one address
        if (value) url.searchParams.set(name, value);
      }
      history.replaceState(history.state, "", url);
    }

    function update() {
      show();
      clearTimeout(timer); // browsers take the address only so often while somebody types
      timer = setTimeout(writeUrl, 150);
    }

    form.addEventListener("input", ({ target }) => {
      if (target.name === "service") offerTopics();
      update();
    });
    form.addEventListener("reset", () =>
      // The fields are cleared after this event.
      setTimeout(() => {
        offerTopics();
        update();
      }),
    );
    form.addEventListener("submit", (event) => event.preventDefault());
    none.querySelector("button").addEventListener("click", searchAnswers);
    form.elements.random.addEventListener("click", () => {
      writeUrl();
      const order = shuffled(found);
      keep(order, 0);
      location.href = linkOf(order[0]).href;
    });
    for (const { details, records } of sections) {
      details.addEventListener("toggle", () => details.open && fill(details.querySelector("ul"), records, 0, plain));
    }
    for (const list of [hits, index]) {
      list.addEventListener("click", ({ target }) => {
        const link = target.closest("a");
        if (!link) return;
        writeUrl();
        const set = list === hits ? found : sections.find(({ details }) => details.contains(link)).records;
        keep(set, set.findIndex((record) => linkOf(record).href === link.href));
      });
    }

    readUrl();
    show();
    form.hidden = false;
  }

  mount();
})();
