// A button that opens the file picker: the input itself stays out of sight, its words are the button's.
import { type ReactNode, useRef } from "react";
import { Button } from "../../ui/Button";
import { ACCEPTED } from "./fileKinds";

interface FileButtonProps {
  /** The whole sentence, for those who listen. */
  label: string;
  multiple?: boolean;
  icon?: ReactNode;
  onFiles(files: File[]): void;
  children: ReactNode;
}

export function FileButton({ label, multiple = false, icon, onFiles, children }: FileButtonProps) {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={picker}
        type="file"
        hidden
        multiple={multiple}
        accept={ACCEPTED}
        aria-label={label}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
      <Button variant="quiet" icon={icon} aria-label={label} onClick={() => picker.current?.click()}>
        {children}
      </Button>
    </>
  );
}
