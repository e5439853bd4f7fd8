//! How the components look on the page of a Leptos application.

/// The style sheet of the components: tokens, and rules that reach nothing else on the page.
///
/// [`adopt_style`] gives it to the page. It is here for a page that should have it before the
/// program starts, such as one that a server draws.
pub const STYLE: &str = concat!(
    include_str!("../style/surfaces.css"),
    include_str!("../style/tokens.css"),
    include_str!("../style/base.css"),
    include_str!("../style/components/controls.css"),
    include_str!("../style/components/icons.css"),
    include_str!("../style/components/progress.css"),
    include_str!("../style/components/notice.css"),
    include_str!("../style/components/states.css"),
    include_str!("../style/components/key_row.css"),
    include_str!("../style/components/row_panel.css"),
    include_str!("../style/components/secret_field.css"),
    include_str!("../style/components/suggestions.css"),
    include_str!("../style/components/file_group.css"),
    include_str!("../style/components/environment_tab.css"),
    include_str!("../style/components/help.css"),
    include_str!("../style/components/repository_summary.css"),
    include_str!("../style/components/environment_matrix.css"),
    include_str!("../style/components/request_form.css"),
    include_str!("../style/components/asked.css"),
    include_str!("../style/components/requests.css"),
    include_str!("../style/components/missing_badge.css"),
    include_str!("../style/components/setup_notice.css"),
    include_str!("../style/components/dialog.css"),
    include_str!("../style/components/finish_dialog.css"),
    include_str!("../style/components/import_dialog.css"),
    include_str!("../style/components/organization_secrets.css"),
);

/// Gives the page the style of the components, once, before its first view.
///
/// A strict content security policy allows it. Without a document it does nothing.
pub fn adopt_style() {
    #[cfg(target_arch = "wasm32")]
    {
        let document = web_sys::window().and_then(|window| window.document());
        // Every browser that has the other features of this style can make a sheet.
        if let (Some(document), Ok(sheet)) = (document, web_sys::CssStyleSheet::new())
            && sheet.replace_sync(STYLE).is_ok()
        {
            let sheets = document.adopted_style_sheets();
            sheets.push(&sheet);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::STYLE;

    #[test]
    fn the_style_has_every_part_in_the_order_of_the_style_sheet() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/style/");
        let read = |name: &str| std::fs::read_to_string([folder, name].concat()).unwrap();
        let imports = [read("elements.css"), read("components.css")].concat();
        let imports = imports.lines().filter(|line| line.starts_with("@import"));
        let names = imports.filter_map(|line| line.split('"').nth(1));
        let mut rest = STYLE;
        for name in names.filter(|name| *name != "components.css") {
            let part = read(name);
            let (_, after) = rest.split_once(&part).expect(name);
            rest = after;
        }
        assert_eq!(rest, "");
    }
}
