// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_HEADLINE_H
#define VNLAB_HEADLINE_H

#include <span>
#include <string>
#include <string_view>

namespace ns3::vnlab
{

/// An indicator that answers speak of and that tables show first, in words:
/// "linkwire hold|s| 3.1× |fewer rules| than vxlan".
struct Headline
{
    std::string_view
        indicator; ///< or its beginning, where it ends with '.': then a capability follows
    std::string_view subject;
    std::string_view verb; ///< of several designs; one takes an s more
    std::string_view with; ///< what follows the verb
    std::string_view fewer;
};

/// @return all of them, in the order of tables
std::span<const Headline> Headlines();

/// @return the headline that an indicator is, or nullptr
const Headline* FindHeadline(std::string_view indicator);

/// @return a headline's subject, such as "VMs in reach (guest-user)", or "" where the indicator is
///         none
std::string HeadlineText(std::string_view indicator);

} // namespace ns3::vnlab

#endif // VNLAB_HEADLINE_H
