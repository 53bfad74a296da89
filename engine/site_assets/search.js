// The search of the manual, as a worker that speaks the protocol of Material for MkDocs:
// 0 set-up {config, docs} → 1 ready; 2 query text → 3 result {items}.
//
// - Words are looked for anywhere in a text, since Japanese has no spaces between words.
// - Width, case and kana do not matter: ＳＫＵ finds SKU, とつごう finds トツゴウ.
// - Several words must all be there. Titles count more than texts.
"use strict"

const READY = 1, QUERY = 2, RESULT = 3
const TITLE = 1000, TEXT = 1, AROUND = 48, PAGES = 60

let docs = []

// One character of the original may fold to several; `at` leads back from the folded text to the original.
function fold(original) {
  let folded = ""
  const at = []
  let index = 0
  for (const piece of original.match(/[\s\S][\u3099\u309a\uff9e\uff9f\u0300-\u036f]*/gu) || []) {
    const made = piece.normalize("NFKC").toLowerCase()
      .replace(/[\u30a1-\u30f6]/g, letter => String.fromCharCode(letter.charCodeAt(0) - 0x60))
    for (let i = 0; i < made.length; i++) at.push(index)
    folded += made
    index += piece.length
  }
  at.push(index)
  return { folded, at }
}

function plain(html) {
  return html
    .replace(/<[^>]*>/g, " ")
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&amp;/g, "&")
    .replace(/\s+/g, " ").trim()
}

function escaped(text) {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;")
}

function setUp(given) {
  docs = given.map(doc => {
    const title = plain(doc.title), text = plain(doc.text)
    return { location: doc.location, title, text, inTitle: fold(title), inText: fold(text) }
  })
}

// Where the words stand in a folded text, as spans of the original, in order and without overlaps.
function spans(words, { folded, at }) {
  const found = []
  for (const word of words)
    for (let i = folded.indexOf(word); i !== -1; i = folded.indexOf(word, i + word.length))
      found.push([at[i], at[i + word.length] > at[i] ? at[i + word.length] : at[i] + 1])
  return found.sort((a, b) => a[0] - b[0]).filter((span, i, all) => !i || span[0] >= all[i - 1][1])
}

function marked(text, found, from, to) {
  let made = "", here = from
  for (const [start, end] of found) {
    if (start < from || end > to) continue
    made += `${escaped(text.slice(here, start))}<mark data-md-highlight>${escaped(text.slice(start, end))}</mark>`
    here = end
  }
  return made + escaped(text.slice(here, to))
}

function teaser(text, found) {
  if (!found.length) return escaped(text.slice(0, 2 * AROUND)) + (text.length > 2 * AROUND ? "…" : "")
  const from = Math.max(0, found[0][0] - AROUND)
  const to = Math.min(text.length, found[0][1] + 2 * AROUND)
  return (from ? "…" : "") + marked(text, found, from, to) + (to < text.length ? "…" : "")
}

function score(doc, words) {
  let sum = 0
  for (const word of words) {
    const inTitle = doc.inTitle.folded.includes(word), inText = doc.inText.folded.includes(word)
    if (!inTitle && !inText) return 0
    sum += (inTitle ? TITLE + (doc.inTitle.folded === word ? TITLE : 0) : 0) + (inText ? TEXT : 0)
  }
  return sum
}

function item(doc, words, points) {
  const inTitle = spans(words, doc.inTitle), inText = spans(words, doc.inText)
  // Material highlights these on the page that is opened: the words as they are written there.
  const terms = {}
  for (const [start, end] of inTitle) terms[doc.title.slice(start, end)] = true
  for (const [start, end] of inText) terms[doc.text.slice(start, end)] = true
  return {
    location: doc.location,
    title: marked(doc.title, inTitle, 0, doc.title.length),
    text: `<p>${teaser(doc.text, inText)}</p>`,
    score: points,
    terms,
  }
}

function answer(query) {
  const words = fold(query).folded.split(/[\s、。]+/).filter(Boolean)
  const pages = new Map()
  for (const doc of words.length ? docs : []) {
    const page = doc.location.split("#")[0]
    const points = score(doc, words)
    if (!pages.has(page)) pages.set(page, { best: 0, head: doc, items: [] })
    const here = pages.get(page)
    if (!points) continue
    here.best = Math.max(here.best, points)
    here.items.push(item(doc, words, points))
  }
  return [...pages.values()]
    .filter(page => page.best)
    .sort((a, b) => b.best - a.best)
    .slice(0, PAGES)
    .map(({ head, items }) => {
      // Material wants the page itself in each group, also where only a section of it was found.
      if (!items.some(found => !found.location.includes("#")))
        items.push({ ...item(head, [], 0), location: head.location.split("#")[0], terms: items[0].terms })
      return items.sort((a, b) => b.score - a.score)
    })
}

addEventListener("message", ({ data }) => {
  if (data.type === 0) {
    setUp(data.data.docs)
    postMessage({ type: READY })
  } else if (data.type === QUERY) {
    postMessage({ type: RESULT, data: { items: answer(data.data) } })
  }
})
