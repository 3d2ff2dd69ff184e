// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_NETNS_MACHINE_H
#define VNLAB_NETNS_MACHINE_H

#include "scenarios/vnlab/netns/netns-plan.h"

#include <string>
#include <vector>

namespace ns3::vnlab
{

/// @return which objects of the programs are not in a folder; empty where all are
std::vector<std::string> MissingObjects(const std::string& folder);

/// @return what this process lacks to make or remove a network in namespaces: programs such as
///         `bpftool`, rights; empty where nothing is missing
std::vector<std::string> MissingRights();

/// @return what is wrong with a prefix; empty where nothing is. It becomes part of paths.
std::string ProblemOfPrefix(const std::string& prefix);

/// @return what removes all that stands on this machine under a prefix, whatever it was made from;
///         no commands where nothing does
CommandGroup CleanUp(const std::string& prefix);

/**
 * @brief Removes all that stands under a prefix, whatever it was made from; as much as can be where
 *        something cannot. The record of it goes, too.
 * @return the number of commands that it took
 * @throws CommandFailed where some of it is left
 */
size_t Remove(const std::string& prefix);

/**
 * @brief Makes the network.
 * @throws std::runtime_error where something stands under the prefix already; nothing was changed
 * @throws CommandFailed where a command failed or the user has asked to stop (see Interrupts); all
 *         that had been made has been removed, or the message says what has not
 */
void Deploy(const NetnsPlan& plan);

/**
 * @brief Changes the rules to those of a version from those of the one before.
 * @param begun whether some of the change may have been made
 * @throws CommandFailed where a command failed or the user has asked to stop; what had been changed
 *         stays so
 */
void ChangeRules(const NetnsPlan& plan, size_t version, bool begun);

} // namespace ns3::vnlab

#endif // VNLAB_NETNS_MACHINE_H
