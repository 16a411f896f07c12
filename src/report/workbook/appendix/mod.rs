//! The three appendices: they look like a decision's appendices and never pretend to be them.
//!
//! [`lines`] are the rows, [`table`] fills a table of figures, [`frame`] draws what stands around it, [`paging`] keeps
//! its pages whole;
//! [`tasks`], [`phasing`] and [`sources`] are the three sheets.

mod frame;
mod lines;
mod note;
mod paging;
pub mod phasing;
pub mod sources;
mod table;
pub mod tasks;

use std::collections::BTreeMap;

use crate::model::FigureKey;

/// Where each figure of the appendices stands, as other sheets' formulas name it.
pub type Figures = BTreeMap<FigureKey, String>;
