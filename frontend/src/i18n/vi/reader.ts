// The words of the paper reader.
export const reader = {
  title: "Tài liệu",
};
