import { createRoot } from "react-dom/client";
import { App } from "./app/app.tsx";
import { findPorts } from "./app/ports.ts";
import { Mishap } from "./design/mishap.tsx";

const root = document.getElementById("root");
const ports = await findPorts();
if (root)
  createRoot(root).render(
    <Mishap>
      <App ports={ports} />
    </Mishap>,
  );
