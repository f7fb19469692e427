import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { AlertBanner } from "./live/alert_banner.tsx";
import { followFeed } from "./live/follow_feed.ts";
import { SpokenNews } from "./live/spoken_news.tsx";
import { KeyDialog } from "./key_dialog.tsx";
import { type DashboardPage, PAGES } from "./list_of_pages.ts";
import { ThemeSwitch } from "./theme_switch.tsx";
import { useRoute } from "./use_route.ts";

/** The frame of all pages: skip link, name, navigation, the page itself, and what it is not. */
export function Dashboard(): JSX.Element {
  const route = useRoute();
  const shown = PAGES.find(({ path }) => route === path || route.startsWith(path + "/")) ??
    PAGES[0];
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  useEffect(() => void followFeed(), []); // alerts are shown on every page
  useEffect(() => {
    document.title = `${shown.title} · Quakecast`;
    if (!first.current) main.current?.focus();
    first.current = false;
  }, [shown]);
  const skip = (event: Event) => {
    event.preventDefault(); // "#main" would be taken for a page
    main.current?.focus();
  };
  return (
    <>
      <a class="skip-link" href="#main" onClick={skip}>Skip to the content</a>
      <Masthead shown={shown} />
      <AlertBanner />
      <SpokenNews />
      <main id="main" ref={main} tabIndex={-1}>
        <shown.Page key={shown.path} />
      </main>
      <footer class="footer">
        <p>
          Quakecast gives probabilities. Nobody can predict the time, place and size of an
          earthquake.
        </p>
        <p>
          <a href="/docs">HTTP interface</a>
        </p>
      </footer>
      <KeyDialog />
    </>
  );
}

function Masthead({ shown }: { shown: DashboardPage }): JSX.Element {
  return (
    <header class="masthead">
      <a class="brand" href={`#${PAGES[0].path}`}>
        <svg viewBox="0 0 32 24" aria-hidden="true">
          <path d="M1 12h6l2.5-4 3 9L17 2l4 20 3-10h7" />
        </svg>
        <span>Quakecast</span>
      </a>
      <nav aria-label="Pages">
        <ul>
          {PAGES.map(({ path, title }) => (
            <li key={path}>
              <a href={`#${path}`} aria-current={path === shown.path ? "page" : undefined}>
                {title}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <ThemeSwitch />
    </header>
  );
}
