import react from "@vitejs/plugin-react";
import { defaultClientConditions, defineConfig } from "vite";

// In development the server runs beside: `PORT=8080 npm start`. `?fixture` needs none (see src/testing).
const server = { target: "http://127.0.0.1:8080", ws: true };

export default defineConfig({
  plugins: [react()],
  resolve: { conditions: ["@corridor/source", ...defaultClientConditions] },
  server: { proxy: { "/api": server, "/health": server } },
  build: {
    target: "es2023",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // One stylesheet: Vite asks once only for the one of a part, and who was cut off just then had no style for it.
    cssCodeSplit: false,
  },
});
