import { render } from "preact";
import { Dashboard } from "./dashboard.tsx";
import { applyTheme } from "./theme.ts";

applyTheme();

render(<Dashboard />, document.getElementById("dashboard")!);
