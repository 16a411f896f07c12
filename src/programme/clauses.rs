//! The clauses of the decision that rules stand on: a rule names what the clause is about, the catalogue its number.

use super::Decision;

/// The number of each clause that rules cite, "Mục IV.4"; nothing where the catalogue does not give it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Clauses {
    /// The tasks, their quantities, norms and money.
    pub tasks: Option<String>,
    /// The sources of money.
    pub sources: Option<String>,
    /// What each source is used for.
    pub uses: Option<String>,
    /// The state's money in all.
    pub state: Option<String>,
    /// The period and its split over the years.
    pub phasing: Option<String>,
    /// Who submits what, and when.
    pub submission: Option<String>,
}

impl Decision {
    /// The clause of a task: "QĐ 407/QĐ-UBND, III.3.1.b"; after a word there is a space.
    pub fn clause(&self, code: &str) -> String {
        let prefix = &self.clause_prefix;
        let space = if prefix.ends_with(char::is_alphanumeric) { " " } else { "" };
        format!("{}, {prefix}{space}{code}", self.short)
    }

    /// A legal basis with the decision's own clauses in the place of what they are about: "Chương trình, {phân kỳ}"
    /// as "Chương trình, Mục IV.4", or as "Chương trình" where the catalogue does not say which clause that is.
    pub fn cite(&self, basis: &str) -> String {
        let clauses = &self.clauses;
        let named = [
            ("{nhiệm vụ}", &clauses.tasks),
            ("{nguồn}", &clauses.sources),
            ("{sử dụng}", &clauses.uses),
            ("{ngân sách}", &clauses.state),
            ("{phân kỳ}", &clauses.phasing),
            ("{đăng ký}", &clauses.submission),
        ];
        named.into_iter().fold(basis.to_owned(), |said, (about, clause)| match clause {
            Some(clause) => said.replace(about, clause),
            None => said.replace(&format!(", {about}"), "").replace(&format!(" tại {about}"), ""),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programme::load;

    #[test]
    fn a_task_stands_after_what_the_decision_puts_before_it() {
        let mut decision = load::embedded().unwrap().decision;
        assert_eq!(decision.clause("3.1.b"), "QĐ 407/QĐ-UBND, III.3.1.b");
        "Điều 4, mục".clone_into(&mut decision.clause_prefix);
        assert_eq!(decision.clause("II-1"), "QĐ 407/QĐ-UBND, Điều 4, mục II-1");
        decision.clause_prefix.clear();
        assert_eq!(decision.clause("6"), "QĐ 407/QĐ-UBND, 6");
    }

    #[test]
    fn a_basis_names_the_decisions_own_clauses_or_none() {
        let mut decision = load::embedded().unwrap().decision;
        let basis = "Chương trình, {phân kỳ} (phân kỳ thực hiện); số lượng tại {nhiệm vụ}; Phụ lục 02";
        let said = "Chương trình, Mục IV.4 (phân kỳ thực hiện); số lượng tại Mục III; Phụ lục 02";
        assert_eq!(decision.cite(basis), said);
        decision.clauses = Clauses::default();
        assert_eq!(decision.cite(basis), "Chương trình (phân kỳ thực hiện); số lượng; Phụ lục 02");
    }
}
