import * as z from "zod/mini";

// Without this zod probes `new Function`, which a strict Content-Security-Policy reports as an attack.
z.config({ jitless: true });
