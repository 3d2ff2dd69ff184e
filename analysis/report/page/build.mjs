// SPDX-License-Identifier: GPL-2.0-only
//
// Bundles the page into one HTML file, SOURCES/bundle.html, or says whether it is what its sources give:
//   node build.mjs SOURCES [--check]
// Runs in the folder that npm installed the packages in. `make page` and a test do this; a build does not.

import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build, transform } from "esbuild";

const [sources, check] = process.argv.slice(2);
const output = join(sources, "bundle.html");
const packages = resolve("node_modules");
// What may be put into a page of a GPL-2.0-only program.
const ACCEPTED_LICENCES = new Set(["MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause"]);

/** Names of the packages that a bundle took something from. */
function packagesIn(metafile) {
  const names = Object.keys(metafile.inputs)
    .map((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1])
    .filter(Boolean);
  return [...new Set(names)].sort();
}

function licenceOf(name) {
  const folder = join(packages, name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  if (!ACCEPTED_LICENCES.has(license)) {
    throw new Error(`${name} ${version} has the licence ${license}, which may not be bundled`);
  }
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), "utf8").trim()}`;
}

const escapeHtml = (text) =>
  text.replace(/[&<>]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[c]);
const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

const bundle = await build({
  entryPoints: [join(sources, "main.js")],
  nodePaths: [packages],
  bundle: true,
  minify: true,
  write: false,
  metafile: true,
  format: "iife",
  target: "es2021",
  legalComments: "none",
});
const script = bundle.outputFiles[0].text.trim().replaceAll("</script", "<\\/script");
const css = readFileSync(join(sources, "page.css"), "utf8");
const style = (await transform(css, { loader: "css", minify: true })).code.trim();
const licences = packagesIn(bundle.metafile).map(licenceOf).join("\n\n\n");

const parts = {
  MADE: "Made by `make page` from what lies beside it; not to be edited.",
  CSP: `default-src 'none'; script-src ${hash(script)}; style-src ${hash(style)}; base-uri 'none'; form-action 'none'`,
  STYLE: style,
  SCRIPT: script,
  LICENCES: escapeHtml(licences),
};
const page = readFileSync(join(sources, "page.html"), "utf8").replace(
  /@(MADE|CSP|STYLE|SCRIPT|LICENCES)@/g,
  (_, name) => parts[name],
);

if (!check) {
  writeFileSync(output, page);
} else if (readFileSync(output, "utf8") !== page) {
  console.error(`${output} is not what its sources give: \`make page\` renews it`);
  process.exitCode = 1;
}
