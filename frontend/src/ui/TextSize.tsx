// A, A+, A++: the whole screen's type grows together.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Segments } from "./Segments";
import { applyTextSize, textSize } from "./textSize";

export function TextSize() {
  const { t } = useTranslation();
  const [size, setSize] = useState(textSize);
  return (
    <Segments
      label={t("common.textSize")}
      value={size}
      onChange={(next) => {
        applyTextSize(next);
        setSize(next);
      }}
      options={[
        { value: "normal", text: "A", spoken: t("common.textSizeNormal") },
        { value: "large", text: "A+", spoken: t("common.textSizeLarge") },
        { value: "largest", text: "A++", spoken: t("common.textSizeLargest") },
      ]}
    />
  );
}
