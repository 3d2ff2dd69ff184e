// SPDX-License-Identifier: GPL-2.0-only
#include "test/conformance/netns/clean-up-guard.h"

#include "scenarios/vnlab/netns/netns-machine.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <fcntl.h>
#include <filesystem>
#include <iostream>
#include <set>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace ns3::vnlab::test
{

namespace
{

namespace fs = std::filesystem;

const std::string kStart = "vnlab-test-"; // then the number of the test's process

void
RemoveAll(const std::string& prefix)
{
    try
    {
        Remove(prefix);
    }
    catch (const std::exception& error)
    {
        std::cout << "not removed: " << error.what() << '\n';
    }
}

/// @return numbers of processes that something is called after
std::set<pid_t>
Owners(const fs::path& folder)
{
    std::set<pid_t> owners;
    std::error_code none;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, none))
    {
        const std::string name = entry.path().filename();
        if (name.starts_with(kStart))
        {
            owners.insert(std::atoi(name.c_str() + kStart.size()));
        }
    }
    return owners;
}

void
RemoveStale()
{
    std::set<pid_t> owners = Owners("/run/netns");
    owners.merge(Owners("/run"));
    for (const pid_t owner : owners)
    {
        if (owner > 0 && kill(owner, 0) != 0 && errno == ESRCH)
        {
            RemoveAll(kStart + std::to_string(owner));
        }
    }
}

} // namespace

CleanUpGuard::CleanUpGuard()
    : m_prefix(kStart + std::to_string(getpid()))
{
    RemoveStale();
    std::array<int, 2> ends;
    if (pipe2(ends.data(), O_CLOEXEC) != 0)
    {
        throw std::system_error(errno, std::generic_category(), "pipe");
    }
    m_end = ends[1];
    m_guard = fork();
    if (m_guard < 0)
    {
        throw std::system_error(errno, std::generic_category(), "fork");
    }
    if (m_guard == 0)
    {
        setsid(); // signals to the test's group do not reach the guard
        close(ends[1]);
        char nothing = 0;
        while (read(ends[0], &nothing, 1) < 0 && errno == EINTR)
        {
        }
        RemoveAll(m_prefix);
        std::cout.flush();
        _exit(0);
    }
    close(ends[0]);
}

CleanUpGuard::~CleanUpGuard()
{
    close(m_end);
    waitpid(m_guard, nullptr, 0);
}

const std::string&
CleanUpGuard::Prefix() const
{
    return m_prefix;
}

} // namespace ns3::vnlab::test
