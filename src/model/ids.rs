//! Positions in the catalogue and in the run, as types that cannot be mixed up.

macro_rules! position {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub usize);

        impl $name {
            /// The position itself, to index the list that it belongs to.
            pub const fn index(self) -> usize {
                self.0
            }
        }
    };
}

position! {
    /// A task (nhiệm vụ) of the catalogue, by its place in the decision's order.
    TaskId
}
position! {
    /// A section (mục) of the catalogue.
    SectionId
}
position! {
    /// A source of money (nguồn) of the catalogue.
    SourceId
}
position! {
    /// A submitting unit (đơn vị) of the catalogue.
    UnitId
}

/// A project (đề án) of the run: which input, which of its tables, which of the table's projects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProjectRef {
    /// Position in the run's inputs.
    pub input: usize,
    /// Position in the input's tables.
    pub table: usize,
    /// Position in the table's projects.
    pub project: usize,
}
