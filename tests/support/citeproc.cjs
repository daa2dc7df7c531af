// Formats items with citeproc-js, each cited alone: reads {items, locales, runs: [{style, csl, language, ids}]} as JSON
// from standard input, writes {style: {id: {entry, citation}}} as HTML to standard output. The argument is its folder.
const { readFileSync } = require("node:fs");
const CSL = require(process.argv[2]);

const given = JSON.parse(readFileSync(0, "utf8"));
const items = new Map(given.items.map((item) => [item.id, item]));

// Records hold plain text: a sign that starts markup in CSL-JSON goes through as a private one.
const hidden = (value) => JSON.parse(JSON.stringify(value).replaceAll("<", "\ue000"));
const shown = (html) => html.replaceAll("\ue000", "&#60;");

const system = {
    retrieveLocale: (language) => given.locales[language] ?? given.locales["en-US"],
    retrieveItem: (id) => hidden(items.get(id)),
};

function alone(engine, id) {
    engine.restoreProcessorState([]);
    const citation = { citationItems: [{ id }], properties: { noteIndex: 1 } };
    const [, clusters] = engine.processCitationCluster(citation, [], []);
    const list = engine.makeBibliography();
    return { entry: shown(list[1].join("")), citation: shown(clusters[0][1]) };
}

const made = {};
for (const { style, csl, language, ids } of given.runs) {
    const engine = new CSL.Engine(system, csl, language, true);
    made[style] = { ...made[style], ...Object.fromEntries(ids.map((id) => [id, alone(engine, id)])) };
}
process.stdout.write(JSON.stringify(made));
