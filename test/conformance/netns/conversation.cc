// SPDX-License-Identifier: GPL-2.0-only
#include "test/conformance/netns/conversation.h"

#include "test/conformance/netns/descriptor.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <chrono>
#include <cstring>
#include <gnutls/crypto.h>
#include <netinet/ip.h>
#include <netinet/ip_icmp.h>
#include <poll.h>
#include <random>
#include <span>
#include <sys/socket.h>
#include <thread>
#include <vector>

namespace ns3::vnlab::test
{

namespace
{

using Bytes = std::vector<uint8_t>;

constexpr uint16_t kPort = 4000;

sockaddr_in
AddressOf(const Guest& guest, uint16_t port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(guest.plan.address);
    address.sin_port = htons(port);
    return address;
}

bool
Bind(const Descriptor& socket, const Guest& guest)
{
    const sockaddr_in address = AddressOf(guest, kPort);
    const int on = 1;
    setsockopt(socket.Get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    return bind(socket.Get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0;
}

bool
Connect(const Descriptor& socket, const Guest& guest, uint16_t port)
{
    const sockaddr_in address = AddressOf(guest, port);
    return connect(socket.Get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0;
}

bool
Waits(const Descriptor& socket, int patience_ms)
{
    pollfd descriptor{socket.Get(), POLLIN, 0};
    return poll(&descriptor, 1, patience_ms) == 1 && (descriptor.revents & POLLIN) != 0;
}

Bytes
RandomBytes(size_t size)
{
    std::mt19937_64 random(size);
    Bytes bytes(size);
    for (uint8_t& byte : bytes)
    {
        byte = static_cast<uint8_t>(random());
    }
    return bytes;
}

std::string
Sha256(std::span<const uint8_t> bytes)
{
    std::array<uint8_t, 32> digest;
    gnutls_hash_fast(GNUTLS_DIG_SHA256, bytes.data(), bytes.size(), digest.data());
    std::string text;
    for (const uint8_t byte : digest)
    {
        constexpr const char* digits = "0123456789abcdef";
        text += {digits[byte >> 4], digits[byte & 15]};
    }
    return text;
}

void
SendAll(const Descriptor& socket, std::span<const uint8_t> bytes)
{
    while (!bytes.empty())
    {
        const ssize_t sent = send(socket.Get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0)
        {
            return;
        }
        bytes = bytes.subspan(static_cast<size_t>(sent));
    }
    shutdown(socket.Get(), SHUT_WR);
}

Bytes
ReceiveAll(const Descriptor& socket, size_t most)
{
    Bytes bytes(most + 1); // one more than is due
    size_t received = 0;
    while (received < bytes.size())
    {
        const ssize_t count =
            recv(socket.Get(), bytes.data() + received, bytes.size() - received, 0);
        if (count <= 0)
        {
            break;
        }
        received += static_cast<size_t>(count);
    }
    bytes.resize(received);
    return bytes;
}

/// Sending and receiving on a connection wait no longer than this for the other end.
void
LimitWaiting(const Descriptor& socket)
{
    const timeval limit{10, 0};
    setsockopt(socket.Get(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
    setsockopt(socket.Get(), SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof(limit));
}

} // namespace

bool
Ping(const Guest& from, const Guest& to, int patience_ms)
{
    const Descriptor socket = OpenSocket(from, SOCK_RAW, IPPROTO_ICMP);
    struct
    {
        icmphdr header;
        std::array<uint8_t, 56> data;
    } request{};
    request.header.type = ICMP_ECHO;
    request.header.un.echo.id = htons(static_cast<uint16_t>(getpid()));
    request.data.fill(0x76);
    uint32_t sum = 0;
    std::array<uint16_t, sizeof(request) / 2> words;
    std::memcpy(words.data(), &request, sizeof(request));
    for (const uint16_t word : words)
    {
        sum += word;
    }
    sum = (sum & 0xffff) + (sum >> 16);
    request.header.checksum = static_cast<uint16_t>(~(sum + (sum >> 16)));
    if (!Connect(socket, to, 0) || send(socket.Get(), &request, sizeof(request), 0) < 0)
    {
        return false;
    }
    while (Waits(socket, patience_ms))
    {
        std::array<uint8_t, sizeof(iphdr) + sizeof(request)> reply;
        const ssize_t size = recv(socket.Get(), reply.data(), reply.size(), 0);
        icmphdr header{};
        std::memcpy(&header, reply.data() + sizeof(iphdr), sizeof(header));
        if (size == static_cast<ssize_t>(reply.size()) && header.type == ICMP_ECHOREPLY &&
            header.un.echo.id == request.header.un.echo.id)
        {
            return std::equal(
                request.data.begin(), request.data.end(), reply.end() - request.data.size());
        }
    }
    return false;
}

bool
EchoUdp(const Guest& from, const Guest& to, size_t size, int patience_ms)
{
    const Descriptor client = OpenSocket(from, SOCK_DGRAM);
    const Descriptor server = OpenSocket(to, SOCK_DGRAM);
    const Bytes data = RandomBytes(size);
    Bytes heard(size + 1);
    sockaddr_in peer{};
    socklen_t peerSize = sizeof(peer);
    if (!Bind(server, to) || !Connect(client, to, kPort) ||
        send(client.Get(), data.data(), data.size(), 0) < 0 || !Waits(server, patience_ms))
    {
        return false;
    }
    const ssize_t count = recvfrom(
        server.Get(), heard.data(), heard.size(), 0, reinterpret_cast<sockaddr*>(&peer), &peerSize);
    if (count < 0 || sendto(server.Get(),
                            heard.data(),
                            static_cast<size_t>(count),
                            0,
                            reinterpret_cast<const sockaddr*>(&peer),
                            peerSize) < 0)
    {
        return false;
    }
    Bytes back(size + 1);
    const ssize_t backCount =
        Waits(client, patience_ms) ? recv(client.Get(), back.data(), back.size(), 0) : -1;
    back.resize(backCount < 0 ? 0 : static_cast<size_t>(backCount));
    return back == data;
}

std::optional<TcpTransfer>
SendTcp(const Guest& from, const Guest& to, size_t size, int patience_ms)
{
    const Descriptor listener = OpenSocket(to, SOCK_STREAM);
    const Descriptor client = OpenSocket(from, SOCK_STREAM);
    const timeval patience{patience_ms / 1000, patience_ms % 1000 * 1000};
    setsockopt(client.Get(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
    if (!Bind(listener, to) || listen(listener.Get(), 1) != 0 || !Connect(client, to, kPort) ||
        !Waits(listener, patience_ms))
    {
        return std::nullopt;
    }
    const Descriptor server(accept4(listener.Get(), nullptr, nullptr, SOCK_CLOEXEC));
    LimitWaiting(client);
    LimitWaiting(server);
    const Bytes data = RandomBytes(size);
    const auto start = std::chrono::steady_clock::now();
    std::thread sender([&] { SendAll(client, data); });
    const Bytes received = ReceiveAll(server, size);
    const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
    shutdown(server.Get(), SHUT_RDWR);
    sender.join();
    return TcpTransfer{Sha256(data), Sha256(received), received.size(), time.count()};
}

} // namespace ns3::vnlab::test
