// The first script of a notebook's page in JupyterLite: its language, and links that lead back to the course.
//
// Lives here: what JupyterLite has no setting for. Its own `config-utils.js`, which our build makes call
// `parcoursConfig`, starts the application afterwards. No word is written here.

const LOCALES = { fr: 'fr_FR', en: 'en' };
const ROOT = new URL('./', import.meta.url);
const COURSE = '#course/'; // then an address from the root of the site

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

/** JupyterLite takes any other link within the site for one of its own files. */
function realAddress(event) {
  const link = event.target instanceof Element ? event.target.closest(`a[href^="${COURSE}"]`) : null;
  if (link) link.href = new URL(`../${link.hash.slice(COURSE.length)}`, ROOT).href;
}

for (const kind of ['pointerover', 'focusin', 'click']) {
  document.addEventListener(kind, realAddress, { capture: true });
}

/** JupyterLite takes any service worker of the page for its own, and unregisters all of the site when its version
 *  changes: the one that keeps the site (`/sw.js`) is hidden from it. */
function hideOtherWorkers(container) {
  const own = (found) => (found?.scriptURL?.startsWith(ROOT.href) || found?.scope?.startsWith(ROOT.href) ? found : undefined);
  const controller = Object.getOwnPropertyDescriptor(ServiceWorkerContainer.prototype, 'controller').get;
  const registration = container.getRegistration.bind(container);
  const registrations = container.getRegistrations.bind(container);
  Object.defineProperties(container, {
    controller: { get: () => own(controller.call(container)) ?? null },
    getRegistration: { value: async (...given) => own(await registration(...given)) },
    getRegistrations: { value: async () => (await registrations()).filter(own) },
  });
}

if (navigator.serviceWorker) hideOtherWorkers(navigator.serviceWorker);

await import('./config-utils.js');
