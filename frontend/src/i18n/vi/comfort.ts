// The words of the settings sheet, of the device's state, and of asking for service.
export const comfort = {
  title: "Cài đặt",
  on: "Bật",
  off: "Tắt",
  hand: "Tay thuận",
  handDetail: "Nút chính nằm bên tay thuận; chương trình và công cụ nằm phía bên kia.",
  right: "Tay phải",
  left: "Tay trái",
  screen: "Màn hình",
  full: "Toàn màn hình",
  leaveFull: "Thu màn hình lại",
  awake: "Luôn sáng khi họp",
  asleep: "Tắt theo máy",
  cannotWake:
    "Trình duyệt này không giữ được màn hình sáng. Mời đặt thời gian tắt màn hình dài hơn trong cài đặt của máy.",
  buzz: "Rung khi có thông báo",
  buzzDetail: "Máy rung nhẹ một lần. Thông báo vẫn ở trên màn hình cho đến khi chạm vào.",
  voice: "Giọng đọc",
  voiceDetail: "Máy này có giọng đọc tiếng Việt: {{voice}}.",
  noVoice:
    "Máy này chưa có giọng đọc tiếng Việt cài sẵn. Mời nhờ kỹ thuật cài thêm trong cài đặt của máy; hệ thống không dùng giọng đọc qua mạng.",
  tryVoice: "Nghe thử",
  battery: "Pin còn",
  charging: "Đang sạc",
};
