import { Ellipsis, FilePlus, FileX, PencilLine, Undo2 } from "lucide-react";
import { useState } from "react";
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover, Text } from "react-aria-components";
import { useDesk, useStudio } from "../use-studio.ts";
import { kindOf } from "./begun-file.ts";
import { bringBack, takeOut } from "./change-files.ts";
import styles from "./file-menu.module.css";
import { NameFile } from "./name-file.tsx";

/** What can be done with files: begin one, call one otherwise, take one out and bring it back. */
export function FileMenu() {
  const studio = useStudio();
  const file = useDesk((desk) => desk.file);
  const draft = useDesk((desk) => desk.draft);
  const [naming, setNaming] = useState<"new" | "rename" | null>(null);
  const gone = Object.entries(draft?.files ?? {}).flatMap(([name, text]) => (text === null ? [name] : []));
  const fixed = kindOf(file) === null;
  const act = (key: string) => {
    if (key === "new" || key === "rename") setNaming(key);
    else if (key === "out") takeOut(studio, file);
    else bringBack(studio, key.slice("back:".length));
  };
  return (
    <>
      <MenuTrigger>
        <AriaButton aria-label="Files" className={styles.open ?? ""}>
          <Ellipsis size={16} aria-hidden />
        </AriaButton>
        <Popover placement="bottom start" className={styles.popover ?? ""}>
          <Menu
            className={styles.menu ?? ""}
            disabledKeys={fixed ? ["rename", "out"] : []}
            onAction={(key) => act(String(key))}
          >
            <MenuItem id="new" className={styles.item ?? ""}>
              <FilePlus size={15} aria-hidden />
              <Text slot="label">New file…</Text>
            </MenuItem>
            <MenuItem id="rename" className={styles.item ?? ""}>
              <PencilLine size={15} aria-hidden />
              <Text slot="label">Call {file} otherwise…</Text>
            </MenuItem>
            <MenuItem id="out" className={styles.item ?? ""}>
              <FileX size={15} aria-hidden />
              <Text slot="label">Take {file} out</Text>
            </MenuItem>
            {gone.map((name) => (
              <MenuItem key={name} id={`back:${name}`} className={styles.item ?? ""}>
                <Undo2 size={15} aria-hidden />
                <Text slot="label">Bring {name} back</Text>
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
      {naming !== null && (
        <NameFile file={naming === "rename" ? file : null} onClose={() => setNaming(null)} />
      )}
    </>
  );
}
