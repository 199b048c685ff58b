export { checkTemplates, templateName } from "./check-templates.ts";
