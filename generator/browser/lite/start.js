// The first script of a notebook's page in JupyterLite: its language, and links that lead back to the course.
//
// Lives here: what JupyterLite has no setting for. Its own `config-utils.js`, which our build makes call
// `parcoursConfig`, starts the application afterwards. No word is written here.

const LOCALES = { fr: 'fr_FR', en: 'en' };
const ROOT = new URL('./', import.meta.url);

const notebook = new URLSearchParams(window.location.search).get('path') ?? '';
const language = /\.(fr|en)\.ipynb$/.exec(notebook)?.[1] ?? 'fr';
document.documentElement.lang = language;

/** The interface speaks the language of the notebook: one JupyterLite serves both. */
globalThis.parcoursConfig = (config) => {
  config.settingsOverrides = {
    ...config.settingsOverrides,
    '@jupyterlab/translation-extension:plugin': { locale: LOCALES[language] },
  };
};

/** A link out of JupyterLite leads to a page of the course; JupyterLite would look for a file of that name. */
document.addEventListener(
  'click',
  (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
    if (!link || link.origin !== ROOT.origin || link.pathname.startsWith(ROOT.pathname)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    window.location.assign(link.href);
  },
  { capture: true },
);

await import('./config-utils.js');
