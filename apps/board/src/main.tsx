import { createRoot } from "react-dom/client";
import { App } from "./app/app.tsx";
import { findPorts } from "./app/ports.ts";

const root = document.getElementById("root");
if (root) createRoot(root).render(<App ports={await findPorts()} />);
