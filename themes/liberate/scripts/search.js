// Searches this site on the reader's own device: what is asked is sent nowhere and kept nowhere.

// As in src/search/words.rs; tests/search-words.json holds both to it.
const plain = (text, folds) =>
  folds.reduce((text, [from, to]) => text.replace(RegExp(from, "g"), to), text.normalize("NFKD").toLowerCase());
const split = (text) => text.match(/[㐀-鿿]+|(?:(?![㐀-鿿])[\p{Alphabetic}\p{N}\p{M}])+/gu) ?? [];
export const words = (text, folds) => split(plain(text, folds));

// Without the Arabic article, and what is written together with it.
const bare = (word) => word.replace(/^(?:[\u0628\u0641\u0643\u0648]?\u0627\u0644|\u0644\u0644)(?=...)/, "");

// A letter more or less, another one, or two that changed places.
const near = (a, b) => {
  let at = 0;
  while (a[at] && a[at] === b[at]) at++;
  const [c, d, e, f] = [a.slice(at), b.slice(at), a.slice(at + 1), b.slice(at + 1)];
  return e === f || c === f || e === d || a[at] + a[at + 1] + f.slice(1) === b[at + 1] + b[at] + e.slice(1);
};

// The pages that have all words, the best first, and whether the words are only similar.
export const find = ({ folds, pages, terms, places }, query) => {
  // A telephone number is one word; of Chinese signs each pair is one.
  const asked = split(plain(query.replace(/\u200c/g, " "), folds).replace("+44", 0).replace(/(\d)[ ()‐-―-]+(?=\d)/g, "$1"))
    .flatMap((word) => /^[㐀-鿿]{2}/.test(word) ? [...word].slice(1).map((sign, at) => word[at] + sign) : word);
  const all = terms.split(","), where = places.split(",");
  const having = (fits, best = new Map()) => {
    all.forEach((term, at) => {
      const weight = fits(term);
      let page = -1;
      if (weight) for (const sign of where[at]) {
        const code = sign.codePointAt(), number = code - (code > 57343 ? 2180 : code > 191 ? 132 : 67);
        page += 1 + Math.floor(number / 3);
        // In the text, a heading, the title.
        best.set(page, Math.max(best.get(page) ?? 0, [1, 3, 9][number % 3] * weight));
      }
    });
    return best;
  };
  const look = (similar) => {
    let found;
    asked.forEach((word, at) => {
      // Pages may write together what was asked apart. Whole words before beginnings.
      const forms = [word, asked[at - 1] + word, asked[at - 2] + asked[at - 1] + word], before = found;
      const best = having((term) => term === word ? 2 : forms.some((form) => term.startsWith(form) || bare(term).startsWith(bare(form)))
        || similar && word[3] && near(term, word));
      // Or apart what was asked together.
      if (similar) for (let cut = 2; word[cut + 1]; cut++) {
        const tail = word.slice(cut), rest = having((term) => tail[2] ? term.startsWith(tail) : term === tail);
        having((term) => word.slice(0, cut) === term).forEach((_, page) => rest.has(page) && best.set(page, best.get(page) ?? 1));
      }
      found = new Map();
      best.forEach((score, page) => {
        if (!before || before.has(page)) found.set(page, score * Math.log(1 + pages.length / best.size) + (before?.get(page) ?? 0));
      });
    });
    return [...found ?? []].sort((a, b) => b[1] - a[1] || pages[a[0]][1].length - pages[b[0]][1].length || a[0] - b[0]).map(([page]) => pages[page]);
  };
  const exact = look();
  return exact[0] ? [exact] : [look(true), true];
};

const part = (name) => globalThis.document?.getElementById("search" + name);
const box = part("");
if (box) {
  const [field, status, instead, results] = ["-field", "-status", "-instead", "-results"].map(part);
  const said = box.dataset, forms = JSON.parse(said.count);
  let loading, index;

  const element = (name, more) => Object.assign(document.createElement(name), more);
  const show = (text, found = []) => {
    status.textContent = text;
    instead.hidden = !text || text === said.wait || found[0];
    results.replaceChildren(...found.map(([href, title, about]) => {
      const item = element("li");
      item.append(element("a", { href, textContent: title }), element("p", { textContent: about }));
      return item;
    }));
  };
  const answer = () => {
    if (!field.value.trim()) return show("");
    if (!index) return show(said.wait);
    const [found, similar] = find(index, field.value), count = found.length;
    const form = new Intl.PluralRules(document.documentElement.lang).select(count);
    show(count ? (similar ? said.similar + " " : "") + (forms[form] ?? forms.other).replace("{count}", count) : said.none, found);
  };
  const load = () => loading ??= import(box.dataset.index).then((module) => {
    index = module.default;
    answer();
  }, () => {
    loading = null;
    show(said.failed);
  });

  field.onfocus = load;
  field.oninput = () => {
    load();
    answer();
  };
  // Enter goes nowhere, but puts a phone's keyboard away.
  field.onchange = () => field.blur();
  // Back never shows what was asked.
  onpagehide = onpageshow = () => show(field.value = "");
  box.hidden = false;
}
