// The words of papers kept on this tablet, and of the installed app.
export const pack = {
  title: "Đọc khi mất mạng",
  offer_other:
    "Tải trước {{count}} tài liệu (khoảng {{size}} MB) để đọc cả khi mất mạng. Tài liệu được mã hóa và tự xóa sau cuộc họp.",
  begin: "Tải bộ tài liệu",
  goOn: "Tải tiếp",
  stop: "Dừng tải",
  needsNetwork: "Cần có mạng để tải",
  ready_other: "{{ready}}/{{count}} tài liệu sẵn sàng",
  readable: "Đọc và tìm được cả khi mất mạng. Tự xóa sau cuộc họp.",
  earlier_other: "Không kể ở trên: {{count}} bản trước có ghi chú của tôi cũng đã lưu.",
  earlierMissing_other: "Không kể ở trên: mới lưu {{ready}}/{{count}} bản trước có ghi chú của tôi.",
  progress: "Đang tải tài liệu",
  failed: "Chưa tải được: {{title}}",
  never_other: "{{count}} tài liệu thuộc loại không lưu trên máy, chỉ đọc được khi có mạng.",
  full: "Máy không còn chỗ. Mời xóa bớt ảnh hoặc ứng dụng khác, rồi tải tiếp.",
  erase: "Xóa khỏi máy này",
  allow: "Tự tải tài liệu mới về máy này",
  update: "Có bản mới của Nghị Sự",
  updateDetail: "Mất vài giây. Không có gì bị mất.",
  updateNow: "Cập nhật",
};
