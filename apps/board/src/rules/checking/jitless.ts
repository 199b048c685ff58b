import * as z from "zod/mini";

// Before the compiler's schemas are made: without this zod probes `new Function`, which the page's policy reports.
z.config({ jitless: true });
