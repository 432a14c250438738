"""What other sites and programs read of a built site: search engines, feed readers, previews of a link."""

#: Where the pictures of previews lie in the site.
SOCIAL = "assets/social"
