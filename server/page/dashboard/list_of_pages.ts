import type { ComponentType } from "preact";
import { ForecastsPage } from "./forecasts/forecasts_page.tsx";
import { LivePage } from "./live/live_page.tsx";
import { ModelsPage } from "./models/models_page.tsx";
import { ReviewPage } from "./review/review_page.tsx";
import { SkillPage } from "./skill/skill_page.tsx";

/** A page of the dashboard. */
export interface DashboardPage {
  /** Its path behind "#" in the address, such as "/live". */
  readonly path: string;
  /** Its name in the navigation and in the window's title. */
  readonly title: string;
  /** What it shows; it opens with a heading of the first level. */
  readonly Page: ComponentType;
}

/** All pages, the first one first shown: a new page is a file and a line here. */
export const PAGES: readonly DashboardPage[] = [
  { path: "/live", title: "Live", Page: LivePage },
  { path: "/review", title: "Review", Page: ReviewPage },
  { path: "/forecasts", title: "Forecasts", Page: ForecastsPage },
  { path: "/skill", title: "Skill", Page: SkillPage },
  { path: "/models", title: "Models", Page: ModelsPage },
];
