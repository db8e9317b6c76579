// Many files at once: pick them, see which item each goes to, correct, send.
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button";
import { UploadIcon } from "../../ui/Icon";
import { AssignFiles } from "./AssignFiles";
import { ACCEPTED } from "./fileKinds";

export function AddPapersButton() {
  const { t } = useTranslation();
  const picker = useRef<HTMLInputElement>(null);
  const [files, setFiles] = useState<File[]>([]);
  return (
    <>
      <input
        ref={picker}
        type="file"
        multiple
        accept={ACCEPTED}
        hidden
        aria-label={t("desk.papers.add")}
        onChange={(event) => {
          setFiles([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
      <Button variant="primary" icon={<UploadIcon />} onClick={() => picker.current?.click()}>
        {t("desk.papers.add")}
      </Button>
      {files.length > 0 && <AssignFiles files={files} onClose={() => setFiles([])} />}
    </>
  );
}
