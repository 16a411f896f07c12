//! DC – đối chiếu: another office's workbook against ours. The stage `crosscheck` finds them; the rules here say what
//! they mean.

pub(super) mod dc01;
pub(super) mod dc02;
pub(super) mod dc03;
pub(super) mod dc04;
