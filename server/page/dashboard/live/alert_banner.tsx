import type { JSX } from "preact";
import type { AlertMessage, SiteWarning } from "../../../../engine/domain/mod.ts";
import { useStore } from "../create_store.ts";
import { fixed, percent, placeName, romanIntensity } from "../format.ts";
import { countdownOf, eventSentence, LEVEL_NAMES, siteSentence } from "./alert_words.ts";
import { liveStore } from "./live_store.ts";
import { isOpen, openAlerts } from "./open_alerts.ts";
import { useSystemTime } from "./use_system_time.ts";

/** Sites that are shown of an alert: those with the strongest shaking. */
const MOST_SITES = 12;

/** What the numbers of a site mean. */
const EXPLAINED = "“VI+” is the probability of intensity VI or more, the brackets hold 90 %. ";

/** Alerts that go on, each with its sites and their countdowns; nothing where there are none. */
export function AlertBanner(): JSX.Element | null {
  const alerts = useStore(liveStore, (state) => state.alerts);
  const nowMs = useSystemTime(100);
  const shown = openAlerts(alerts, nowMs);
  if (shown.length === 0) return null;
  return (
    <section class="alerts" aria-label="Alerts">
      {shown.map((alert) => <Alert key={alert.eventId} alert={alert} nowMs={nowMs} />)}
    </section>
  );
}

function Alert({ alert, nowMs }: { alert: AlertMessage; nowMs: number }): JSX.Element {
  const blind = useStore(liveStore, (state) => state.blind);
  const { magnitude, level, status, origin } = alert;
  const isCancelled = status === "cancel";
  const shownLevel = isOpen(status) ? level : "none";
  const strongest = alert.sites.toSorted((a, b) => b.intensity - a.intensity);
  // What has ended leaves room for the page, but for sites where S is still to come.
  const sites = strongest.filter(({ sArrivalMs }) => isOpen(status) || sArrivalMs > nowMs)
    .slice(0, MOST_SITES);
  const title = isCancelled ? "Cancelled" : status === "final" ? "Ended" : LEVEL_NAMES[level];
  return (
    <article class="alert" data-level={shownLevel} data-status={status}>
      <div class="alert-head">
        <p class="alert-level">
          <LevelSign level={shownLevel} /> {title}
        </p>
        <h2>
          <span class="alert-magnitude">M {fixed(magnitude.magnitude, 1)}</span>
          <span class="alert-sigma">± {fixed(magnitude.sigma, 1)}</span>
        </h2>
        <p class="quiet">
          {placeName(origin.latitude, origin.longitude)} · {fixed(origin.depthKm, 0)} km deep
        </p>
        <p class="quiet number alert-message">
          message {alert.revision} · {status}
        </p>
      </div>
      <div class="alert-body">
        <p class="alert-sentence">{eventSentence(alert)}</p>
        {!isCancelled && sites.length > 0 && (
          <ul class="alert-sites">
            {sites.map((site) => (
              <Site
                key={site.name}
                site={site}
                nowMs={nowMs}
                isBlind={blind.has(`${alert.eventId} ${site.name}`)}
              />
            ))}
          </ul>
        )}
        {!isCancelled && strongest.length > 0 && (
          <p class="quiet">
            {siteSentence(strongest[0])}{" "}
            {sites.length > 0 && EXPLAINED}Early estimates change every second and may be wrong.
          </p>
        )}
      </div>
    </article>
  );
}

function Site(
  { site, nowMs, isBlind }: { site: SiteWarning; nowMs: number; isBlind: boolean },
): JSX.Element {
  const countdown = countdownOf(site, { nowMs, isBlind });
  const [low, high] = site.intensityInterval;
  return (
    <li class="site" data-level={site.level} data-countdown={countdown.kind}>
      <p class="site-name" title={`${fixed(site.distanceKm, 0)} km from the epicentre`}>
        <LevelSign level={site.level} />
        <span>{site.name}</span>
      </p>
      <p class="site-countdown number">
        <span role="timer">
          {countdown.kind === "counting"
            ? (
              <>
                {countdown.seconds.toFixed(1)} <small>s until S</small>
              </>
            )
            : <small>{countdown.kind === "blind" ? "in the blind zone" : "S has arrived"}</small>}
        </span>
      </p>
      <p class="site-intensity number">
        <b>{romanIntensity(site.intensity)}</b>{" "}
        <span class="quiet">
          ({romanIntensity(low)}–{romanIntensity(high)}) · VI+ {percent(site.probabilities["6"])}
        </span>
      </p>
    </li>
  );
}

/** A shape for each level: colour alone tells nothing to some. */
function LevelSign({ level }: { level: SiteWarning["level"] }): JSX.Element {
  const shapes = {
    none: <circle cx="8" cy="8" r="5.5" />,
    information: <circle cx="8" cy="8" r="7" />,
    caution: <path d="M8 1l7 7-7 7-7-7z" />,
    warning: <path d="M8 1l7.5 14H.5z" />,
  };
  return (
    <svg class="level-sign" data-level={level} viewBox="0 0 16 16" role="img">
      <title>{LEVEL_NAMES[level]}</title>
      {shapes[level]}
    </svg>
  );
}
